//! Một Cửa: the server.
