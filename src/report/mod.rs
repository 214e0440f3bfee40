//! A call as a document.
