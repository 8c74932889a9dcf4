//! The subject as somebody fills it in, before it is a distinguished name.

use serde::{Deserialize, Serialize};

use crate::domain::distinguished_name::{
    Attribute, AttributeError, COMMON_NAME, DistinguishedName, ORGANIZATION, attribute_type,
};
use crate::domain::general_name::{GeneralName, GeneralNameError};
use crate::domain::kubernetes::csr::object::{FormError, FormErrorCode};
use crate::domain::kubernetes::finding::Field;

/// User, groups and the rest, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectForm {
    /// The user name (CN).
    pub user: String,
    /// The groups (O), one RDN each.
    pub groups: Vec<String>,
    /// Further attributes: type by short name or identifier, and value.
    pub attributes: Vec<(String, String)>,
    /// Alternative names.
    pub alt_names: Vec<GeneralName>,
}

impl SubjectForm {
    /// The distinguished name: groups first, then further attributes, the user last, an RDN each.
    /// What has an error is left out.
    pub fn distinguished_name(&self) -> DistinguishedName {
        let rdn = |oid: &str, value: &str| vec![Attribute(oid.to_owned().into(), value.to_owned())];
        let groups = self.groups.iter().map(|group| rdn(ORGANIZATION, group));
        let further = self
            .further_attributes()
            .into_iter()
            .filter_map(Result::ok)
            .map(|attribute| vec![attribute]);
        let user = (!self.user.is_empty()).then(|| rdn(COMMON_NAME, &self.user));
        DistinguishedName(groups.chain(further).chain(user).collect())
    }

    fn further_attributes(&self) -> Vec<Result<Attribute, FormError>> {
        self.attributes
            .iter()
            .enumerate()
            .map(|(index, (type_name, value))| {
                let error = |error: AttributeError| FormError {
                    field: Field::Attributes,
                    index,
                    code: match error {
                        AttributeError::UnknownType(_) => FormErrorCode::UnknownAttribute,
                        AttributeError::UnfitValue { .. } => FormErrorCode::UnfitAttribute,
                    },
                    value: match error {
                        AttributeError::UnknownType(_) => type_name.clone(),
                        AttributeError::UnfitValue { .. } => value.clone(),
                    },
                };
                let oid = attribute_type(type_name).map_err(error)?.to_string();
                let attribute = Attribute(oid.into(), value.clone());
                attribute.encode().map_err(error)?;
                Ok(attribute)
            })
            .collect()
    }

    /// Every field that cannot become part of a request.
    pub fn errors(&self) -> Vec<FormError> {
        let mut errors: Vec<_> = self
            .further_attributes()
            .into_iter()
            .filter_map(Result::err)
            .collect();
        for (index, name) in self.alt_names.iter().enumerate() {
            let Err(error) = name.check() else { continue };
            errors.push(FormError {
                field: Field::AltNames,
                index,
                code: match error {
                    GeneralNameError::NotAnAddress => FormErrorCode::NotAnAddress,
                    GeneralNameError::NotAscii => FormErrorCode::NotAscii,
                    GeneralNameError::NotAHostName => FormErrorCode::NotAHostName,
                    GeneralNameError::NotAnEmailAddress => FormErrorCode::NotAnEmailAddress,
                    GeneralNameError::NotAUri => FormErrorCode::NotAUri,
                },
                value: name.to_string(),
            });
        }
        errors
    }
}
