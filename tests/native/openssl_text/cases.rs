//! Extensions to be printed.

/// Extensions of a certificate each, in openssl's configuration.
pub const EXTENSIONS: &[&str] = &[
    "subjectAltName=DNS:a.b,email:x@y,IP:1.2.3.4,IP:fe80::1,URI:http://x/,RID:1.2.3.4,RID:2.5.4.3,dirName:long,dirName:short",
    "subjectAltName=otherName:1.3.6.1.4.1.311.20.2.3;UTF8:upn@x,otherName:1.2.3;UTF8:a,otherName:2.5.4.3;IA5:b,otherName:1.2.3;INT:5,otherName:1.3.6.1.5.5.7.8.7;IA5:_s.x,otherName:1.3.6.1.5.5.7.8.5;UTF8:xmpp",
    // A printed UTF8String that should be an IA5String, an address of three octets, no name, zeros.
    "subjectAltName=otherName:1.3.6.1.5.5.7.8.7;UTF8:x",
    "subjectAltName=DER:30:05:87:03:01:02:03",
    "subjectAltName=DER:30:00",
    "subjectAltName=DER:30:03:82:01:00",
    "subjectAltName=DER:30:04:82:02:c3:a4",
    "subjectAltName=DER:30:04:a3:02:05:00\n1.2.3=DER:05:00",
    "subjectAltName=DER:30:07:a5:05:a1:03:0c:01:78",
    "issuerAltName=DNS:issuer,dirName:short",
    "nameConstraints=permitted;DNS:.x.y,permitted;IP:10.0.0.0/255.0.0.0,excluded;IP:fe80::/ffff::,excluded;dirName:short,excluded;email:x.y,excluded;URI:z",
    "nameConstraints=critical,excluded;DNS:x",
    "nameConstraints=DER:30:00",
    "nameConstraints=DER:30:04:a0:00:a1:00",
    "nameConstraints=DER:30:09:a0:07:30:05:87:03:01:02:03",
    "certificatePolicies=1.2.3.4,@policy,2.23.140.1.2.1,2.5.29.32.0",
    "certificatePolicies=ia5org,@policy",
    "certificatePolicies=DER:30:0b:30:09:06:01:2a:30:04:30:02:06:00",
    "certificatePolicies=DER:30:10:30:0e:06:02:2a:03:30:08:30:06:06:02:2a:04:05:00",
    "certificatePolicies=DER:30:00",
    "authorityInfoAccess=OCSP;URI:http://o,caIssuers;URI:http://c,1.2.3;dirName:short",
    "authorityInfoAccess=DER:30:00",
    "subjectInfoAccess=1.3.6.1.5.5.7.48.3;URI:http://s,caRepository;DNS:r",
    "crlDistributionPoints=full,relative,full",
    "crlDistributionPoints=URI:http://a,URI:http://b",
    "crlDistributionPoints=DER:30:06:30:04:81:02:07:00",
    "freshestCRL=URI:http://f",
    "policyMappings=1.2.3:1.2.4,1.2.5:1.2.6",
    "policyMappings=DER:30:00",
    "policyConstraints=requireExplicitPolicy:3,inhibitPolicyMapping:0",
    "policyConstraints=inhibitPolicyMapping:7",
    "policyConstraints=DER:30:00",
    "inhibitAnyPolicy=2",
    "inhibitAnyPolicy=DER:02:11:00:80:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff",
    "inhibitAnyPolicy=DER:02:10:40:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff",
    "inhibitAnyPolicy=DER:02:11:ff:40:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff",
    "nsCertType=client,server,email,objsign,reserved,sslCA,emailCA,objCA",
    "nsCertType=DER:03:02:07:00",
    "nsComment=a comment\nnsBaseUrl=http://b\nnsRevocationUrl=r\nnsCaRevocationUrl=c\nnsRenewalUrl=n\nnsCaPolicyUrl=p\nnsSslServerName=s",
    "nsComment=DER:16:00",
    "1.2.3.4.5=critical,ASN1:UTF8:unknown thing",
    "1.2.3.4.5=DER:05:00:c3:0a:0d:41",
    "tlsfeature=status_request,status_request_v2,18",
    "tlsfeature=DER:30:00",
    "noCheck=ignored",
    "keyUsage=critical,digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement,keyCertSign,cRLSign,encipherOnly,decipherOnly",
    "keyUsage=DER:03:02:07:00",
    "keyUsage=DER:30:00",
    "extendedKeyUsage=serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,OCSPSigning,msCodeInd,1.2.3,anyExtendedKeyUsage",
    "extendedKeyUsage=DER:30:00",
    "basicConstraints=critical,CA:TRUE,pathlen:3",
    "basicConstraints=DER:30:06:01:01:ff:02:01:ff",
    "basicConstraints=DER:30:00:05:00",
    "basicConstraints=DER:30:02:05:00",
    "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always,issuer:always",
    "authorityKeyIdentifier=DER:30:00",
    "authorityKeyIdentifier=DER:30:04:82:02:ff:01",
    "2.5.29.16=DER:30:11:80:0f:32:30:32:35:30:31:30:31:30:30:30:30:30:30:5a",
    "1.2.643.100.111=DER:0c:02:41:42",
    "2.5.29.20=DER:02:01:1f",
    "1.3.6.1.4.1.11129.2.4.3=critical,DER:05:00",
    "1.3.6.1.4.1.311.20.2=DER:1e:04:00:43:00:41\n1.3.6.1.4.1.311.21.1=DER:02:01:00\n1.3.6.1.4.1.311.21.7=DER:30:00",
];

/// The rest of the configuration.
pub const SECTIONS: &str = "
[req]
distinguished_name=name
prompt=no
x509_extensions=extensions
[name]
C=DE
O=Org
CN=x
[policy]
policyIdentifier=1.3.5.8
CPS.1=http://cps
CPS.2=http://cps2
userNotice.1=@notice
userNotice.2=@text
[notice]
explicitText=UTF8:J\u{f6}rg
organization=Org
noticeNumbers=1,2
[text]
explicitText=BMP:text
[short]
C=UK
O=My Org/x + y
CN=J\u{f6}, y
[long]
O=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
OU=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
1.OU=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
2.OU=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
CN=cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
[full]
fullname=URI:http://a,URI:http://b
CRLissuer=dirName:short
reasons=keyCompromise,CACompromise,affiliationChanged,superseded,cessationOfOperation,certificateHold,privilegeWithdrawn,AACompromise
[relative]
relativename=rdn
[rdn]
CN=a
+OU=b
";
