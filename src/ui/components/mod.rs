//! Parts that several pages use: one component a file.

pub mod button;
pub mod code;
pub mod disclosure;
pub mod erased;
pub mod field;
pub mod findings;
pub mod forms;
pub mod icon;
pub mod identity;
pub mod notice;
pub mod rows;
pub mod source_box;
