# Finding and narrowing
list-filters = Narrow the list
list-filter = Apply
list-clear = Clear
list-any = All
list-chosen = Narrowed by
list-remove = Remove
list-pages = Pages of results
list-previous = Previous
list-next = Next
list-page = Page { $page }
list-data = Open data of the catalogue
list-feed = changes (Atom)
facet-viec = Life event
facet-linh-vuc = Field
facet-cap = Level
facet-doi-tuong = Who may apply
facet-co-quan = Agency
facet-noi-nop = Where to file
origin-tai-day = Filed online here
origin-noi-khac = Not filed online here

# Procedures of the national database
national-title = Not filed online here
national-lead = This page is for information only. File on the National Public Service Portal (search by the procedure code), or at the agency.
national-portal = Open the National Public Service Portal
national-source = For information only. Source: { $what }
national-undated = date of the data unknown
national-imported = imported here on { $day }
national-unsaid = The source does not say
national-more = and others, see below
national-routes = How to file, how long, fees
national-originals = { $count } original(s)
national-copies = { $count } copies
national-form = form: { $name }
national-basis = Legal basis
national-original = Original words: { $field }
procedure-agency = Agency
procedure-audience = Who may apply
procedure-published = Published by

# Sheet for the board
procedure-sheet = Sheet for the board, with QR code
sheet-back = Back to the procedure
sheet-qr = QR code that leads to the page of this procedure
sheet-feedback = Comments on administrative rules: at the one-stop desk where this sheet is posted, or on the National Public Service Portal.
