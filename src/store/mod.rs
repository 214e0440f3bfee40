//! The journal on disk: the only module that speaks SQL.
