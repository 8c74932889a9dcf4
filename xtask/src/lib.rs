//! What the tasks share with the end-to-end suite: the site's headers and a server that sends them.

pub mod line;
pub mod site_files;
pub mod site_headers;
pub mod site_server;
