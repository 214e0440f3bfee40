//! The screen: model, update, view.
