//! What others may come to see, and must not: forgotten leads, modes of files, ways out of the machine.

mod forget;
mod modes;
mod network;
mod redact;
