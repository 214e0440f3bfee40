//! What the checker of banks makes of files that nobody wrote in good faith, or that nobody wrote at all.

mod fuzz;
mod hostile;
