//! Findings: what is worth saying about an input, as a code with arguments.
//!
//! The words are in `locales/*/findings.ftl`: the message `finding-CODE` is the problem, its
//! attribute `.remedy` says what to do.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It will not work, or it is dangerous.
    Error,
    /// It works, but probably not as meant.
    Warning,
    /// Good to know.
    Info,
}

/// The part of a request that a finding belongs to, so that it can be shown beside its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The key
    Key,
    /// The user name (CN)
    User,
    /// The groups (O)
    Groups,
    /// Further subject attributes
    Attributes,
    /// Alternative names
    AltNames,
    /// `metadata.name`
    ObjectName,
    /// `spec.signerName`
    Signer,
    /// `spec.usages`
    Usages,
    /// `spec.expirationSeconds`
    Expiration,
    /// `metadata.labels`
    Labels,
    /// `metadata.annotations`
    Annotations,
    /// `spec.request`
    Request,
    /// The issued certificate
    Certificate,
}

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $variant:ident $code:literal $severity:ident,)*) => {
        /// Every code there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl Code {
            /// All codes, for the test that each has its words.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as reports and message files write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// How much it matters.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

finding_codes! {
    /// P-224 is signed, but no client can log in with it.
    KeyCannotLogIn "key-cannot-log-in" Error,
    /// The API server refuses requests with this kind of key.
    KeyRefused "key-refused" Error,
    /// RSA under 2048 bits.
    KeyShort "key-short" Warning,
    /// No CN: the API server answers 401 to the certificate.
    UserEmpty "user-empty" Error,
    /// The user name begins with `system:`.
    UserReserved "user-reserved" Warning,
    /// The user name looks like a service account's.
    UserServiceAccount "user-service-account" Warning,
    /// `system:anonymous`.
    UserAnonymous "user-anonymous" Error,
    /// A node's name without the node group, or through the wrong signer.
    UserNode "user-node" Info,
    /// White space at an end, or a character that cannot be seen, in a user or group.
    NameInvisible "name-invisible" Warning,
    /// Longer than the 64 characters of RFC 5280.
    NameLong "name-long" Info,
    /// `system:masters`: every permission, and no way to take it back.
    GroupMasters "group-masters" Error,
    /// `system:nodes`: the Node authorizer's group.
    GroupNodes "group-nodes" Warning,
    /// `system:unauthenticated` undoes the login.
    GroupUnauthenticated "group-unauthenticated" Error,
    /// Another group that begins with `system:`.
    GroupReserved "group-reserved" Warning,
    /// The same group twice.
    GroupDuplicate "group-duplicate" Info,
    /// The signer writes the groups in another order.
    GroupsReordered "groups-reordered" Info,
    /// An empty group.
    GroupEmpty "group-empty" Warning,
    /// The signer leaves an attribute out.
    AttributeDropped "attribute-dropped" Warning,
    /// The UID attribute, which the signer leaves out too.
    UidDropped "uid-dropped" Warning,
    /// Client certificates do not need alternative names.
    AltNamesUnused "alt-names-unused" Info,
    /// The signer leaves an alternative name of this type out.
    AltNameDropped "alt-name-dropped" Warning,
    /// The object's name is not the user's.
    ObjectNameDiffers "object-name-differs" Info,
    /// Requested extensions other than alternative names are ignored.
    ExtensionsIgnored "extensions-ignored" Info,
    /// Shorter than asked: cut to a year.
    ExpirationCut "expiration-cut" Warning,
    /// Under eight hours the validity begins five minutes back.
    ExpirationBackdated "expiration-backdated" Info,
    /// Longer than a year is a long time for a credential that cannot be revoked.
    ExpirationLong "expiration-long" Info,
    /// Nobody in the cluster signs for this name by itself.
    SignerUnknown "signer-unknown" Warning,
    /// A node's request can be approved by the controller itself.
    SignerAutoApproves "signer-auto-approves" Info,
    /// The certificate is for another key.
    IssuedForOtherKey "issued-for-other-key" Error,
    /// The certificate names another user than was asked for.
    IssuedUserDiffers "issued-user-differs" Error,
    /// The certificate lacks a group, or has one more.
    IssuedGroupsDiffer "issued-groups-differ" Error,
    /// The signer wrote the groups in another order.
    IssuedGroupsReordered "issued-groups-reordered" Info,
    /// The signer left an attribute of the subject out.
    IssuedAttributeDropped "issued-attribute-dropped" Info,
    /// The signer left an alternative name out.
    IssuedAltNameDropped "issued-alt-name-dropped" Info,
    /// The certificate has an alternative name that was not asked for.
    IssuedAltNameAdded "issued-alt-name-added" Warning,
    /// The signer left requested extensions out.
    IssuedExtensionsDropped "issued-extensions-dropped" Info,
    /// The validity is as asked, but begins five minutes back.
    IssuedLifetimeAsAsked "issued-lifetime-as-asked" Info,
    /// The validity is shorter than asked for.
    IssuedLifetimeShorter "issued-lifetime-shorter" Warning,
    /// The validity is longer than asked for.
    IssuedLifetimeLonger "issued-lifetime-longer" Warning,
    /// The certificate may not be used for logging in.
    IssuedNotForClients "issued-not-for-clients" Warning,
    /// It is over.
    IssuedExpired "issued-expired" Error,
    /// It has not begun.
    IssuedNotYetValid "issued-not-yet-valid" Error,
    /// The request's own signature could not be verified here.
    SignatureUnchecked "signature-unchecked" Warning,
    /// Fields of an old tutorial: `groups`, `username`, … are set by the server.
    SpecFieldIgnored "spec-field-ignored" Warning,
}

/// One thing worth saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where it belongs.
    pub field: Field,
    /// The values its words speak of.
    pub arguments: Vec<(String, String)>,
}

impl Finding {
    /// A finding without arguments.
    pub fn new(code: Code, field: Field) -> Self {
        Self {
            code,
            severity: code.severity(),
            field,
            arguments: Vec::new(),
        }
    }

    /// The finding with one more argument; what cannot be seen is made visible.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        let value = super::text::visible(value.as_ref());
        self.arguments.push((name.to_owned(), value));
        self
    }
}
