//! The texts that are named after codes, a row a family: `FAMILY(Codes) "key-*" .attribute (argument)`.
//!
//! `tr!(text, FAMILY(code), argument = value)` asks for one. Every code of a row has its message, with
//! every attribute of the row, or the page does not compile. `(..)` is for messages whose arguments
//! come with the code at run time.

use super::family::{Arguments, Family};
use certbench_artefacts::fact::FactName;
use certbench_artefacts::headline::HeadlineCode;
use certbench_artefacts::kinds::KINDS;
use certbench_artefacts::origin::{ReasonCode, RepairCode};
use certbench_artefacts::relations::RelationKind;
use certbench_engine::verify_token::Form;
use certbench_formats::token::claims;
use certbench_formats::token::verification::SignatureReason;
use certbench_kubernetes::access_draft::DraftErrorCode;
use certbench_kubernetes::access_draft::presets::Preset;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::made::{NoteCode, ProblemCode};
use certbench_kubernetes::authenticators::refusal::RefusalCode;
use certbench_kubernetes::authenticators::union::{Stage, StepCode};
use certbench_kubernetes::csr::object::FormErrorCode;
use certbench_kubernetes::finding::Code;
use certbench_kubernetes::kubeconfig::ClusterError;
use certbench_kubernetes::rbac::SkippedCode;
use certbench_kubernetes::rbac::evaluate::NoteCode as AccessNoteCode;
use certbench_kubernetes::rbac::near_miss::LackCode;

/// The kinds of keys that a request can be made for.
const KEY_KINDS: &[&str] = &[
    "p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519",
];

/// The kinds of subject alternative names in the form.
const ALT_NAME_KINDS: &[&str] = &["dns", "ip", "email", "uri"];

/// The codes of a row: those of an enum, or those of a list.
macro_rules! codes {
    ($codes:ident) => {
        &{
            let mut codes = [""; $codes::ALL.len()];
            let mut index = 0;
            while index < codes.len() {
                codes[index] = $codes::ALL[index].as_str();
                index += 1;
            }
            codes
        }
    };
    (str $list:path) => {
        $list
    };
}

macro_rules! code_of {
    (str) => {
        |code| code
    };
    ($codes:ident) => {
        |code| code.as_str()
    };
}

macro_rules! arguments {
    (..) => { Arguments::Varying };
    ($($argument:ident),*) => { Arguments::Named(&[$(stringify!($argument)),*]) };
}

macro_rules! families {
    ($(
        $(#[$doc:meta])*
        $family:ident($codes:ident $($list:path)?) $pattern:literal $(. $attribute:ident)* ($($argument:tt)*);
    )*) => {
        $(
            $(#[$doc])*
            pub const $family: Family<$codes> = Family {
                pattern: $pattern,
                attributes: &[$(stringify!($attribute)),*],
                arguments: arguments!($($argument)*),
                code: code_of!($codes),
            };
            const _: () = $family.check(codes!($codes $($list)?));
        )*

        /// The name of every family, its pattern, its codes and its attributes, for the test that no
        /// text is left over.
        pub const ALL: &[(&str, &str, &[&str], &[&str])] = &[$((
            stringify!($family),
            $pattern,
            codes!($codes $($list)?),
            $family.attributes,
        ),)*];
    };
}

families! {
    /// What an artefact is, in one sentence.
    HEADLINE(HeadlineCode) "headline-*" (..);
    /// What kind of artefact it is.
    KIND(str KINDS) "kind-*" ();
    /// What a field of an artefact is called.
    FACT(FactName) "fact-*" (name);
    /// A finding: the problem, and what to do.
    FINDING(Code) "finding-*" .remedy (..);
    /// Why something could not be read.
    REASON(ReasonCode) "reason-*" (detail);
    /// What was mended while reading.
    REPAIR(RepairCode) "repair-*" ();
    /// How an artefact relates to another one.
    RELATION_FROM(RelationKind) "relation-*-from" ();
    /// The same, seen from the other one.
    RELATION_TO(RelationKind) "relation-*-to" ();
    /// A kind of key to choose.
    KEY_KIND(str KEY_KINDS) "key-kind-*" ();
    /// A kind of subject alternative name.
    ALT_NAME(str ALT_NAME_KINDS) "alt-name-*" ();
    /// Why a request cannot be made of what stands in a field.
    FORM_ERROR(FormErrorCode) "form-error-*" (value);
    /// Why a kubeconfig cannot be made of what stands in a field.
    CLUSTER_ERROR(ClusterError) "cluster-error-*" ();
    /// Why an object was left out.
    RBAC_SKIPPED(SkippedCode) "rbac-skipped-*" (detail);
    /// What is worth knowing about an answer.
    RBAC_NOTE(AccessNoteCode) "rbac-note-*" ();
    /// What a rule lacks.
    RBAC_MISS(LackCode) "rbac-miss-*" (wanted, has);
    /// A ready-made role.
    PRESET(Preset) "preset-*" .detail ();
    /// Why a text is no draft.
    DRAFT_ERROR(DraftErrorCode) "draft-error-*" .remedy (detail);
    /// What was pasted as a token.
    TOKEN_FORM(Form) "token-form-*" ();
    /// What a claim means.
    CLAIM(str claims::CODES) "claim-*" ();
    /// What a token was refused for.
    TOKEN_REFUSAL(RefusalCode) "token-refusal-*" (detail);
    /// Why a signature was not checked.
    SIGNATURE_REASON(SignatureReason) "signature-reason-*" ();
    /// Which authenticator is asked.
    AUTHENTICATION_STAGE(Stage) "authentication-stage-*" ();
    /// What it says.
    AUTHENTICATION(StepCode) "authentication-*" (detail);
    /// A way in, by the columns of the table.
    AUTHENTICATOR(Authenticator) "authenticator-*" .who .needs .revoke .versions ();
    /// Why nothing can be made of a field.
    MAKE_PROBLEM(ProblemCode) "make-problem-*" .remedy (detail);
    /// What is worth knowing about what was made.
    MAKE_NOTE(NoteCode) "make-note-*" .remedy ();
}
