// The pages that are photographed: a name for the file, who looks (nobody logged in unless `as`), how they get there.
export const PAGES = [
  { name: 'home', open: (visitor) => visitor.opens('/') },
  { name: 'log-in', open: (visitor) => visitor.opens('/dang-nhap') },
  { name: 'sign-up', open: (visitor) => visitor.opens('/dang-ky') },
];
