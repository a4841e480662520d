-- Which attachment holds a file: asked when a file is forgotten.
create index attachment_blob on attachment (blob_id);
