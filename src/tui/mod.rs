//! The screen: model, update, view.
//!
//! A [`message`] changes the [`model`] in [`update`], which asks for effects as data; [`view`] draws `&Model` into a
//! buffer. `run` alone touches the terminal, and carries the effects out; `plain` holds the same call line by line. All
//! that is shown of a call comes from [`Brief`](crate::session::Brief); all that is done to one is a
//! [`Command`](crate::call::Command).

mod commands;
mod desk;
mod drill;
mod editor;
#[cfg(test)]
mod fixture;
mod keymap;
mod launch;
mod layout;
mod leads;
mod message;
mod model;
mod picker;
mod plain;
mod run;
#[cfg(test)]
mod screens;
mod settings;
mod settle;
mod stage;
mod text;
mod theme;
mod tour;
mod update;
mod view;
mod when;

pub use keymap::Keymap;
pub use launch::{BankRead, Launch, Left, Opening, Played, Practice, Reading, Shelf};
pub use leads::{LeadQuery, LeadRow, LeadSheet, LeadsListed};
pub use message::{BankChoice, CallListed, NewCall};
pub use plain::run_plain;
pub use run::run;
pub use settings::{ScreenSettings, Setting, Settings, ShapeSet};
pub use stage::{Stage, UnknownKey, keys};
pub use theme::{Look, Theme};
