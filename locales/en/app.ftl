# The frame around every room.

brand = Certbench
tagline = Kubernetes credentials, in your browser
rooms = Rooms
room-inspect = Inspect
room-request = Request
room-tokens = Tokens
room-access = Access
room-authenticators = Authenticators
footer = Nothing you paste or make leaves this browser: after loading, this page sends no request to anyone.
skip-to-content = Skip to the content
theme-dark = Switch to dark colours
theme-light = Switch to light colours
close = Close
close-name = Close { $name }
field-required = required
loading = Loading...
cancel = Cancel
step-completed = (done)
pagination-previous = Previous page
pagination-next = Next page
pagination-shown = { $from } to { $to } of { $count }
search-clear = Empty the search
search-found = { $count } found
copy = Copy
copy-name = Copy { $name }
copied = Copied
copy-failed = Copying was refused
save-name = Save { $name }
file-choose = Choose a file, or drop it here
row-label = { $label } { $number }
row-remove = Remove { $label }
server-says = The cluster says:
severity-success = Done:
severity-error = Error:
severity-warning = Warning:
severity-info = Note:

duration-separator = { " " }
duration-year = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
duration-day = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-hour = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-minute = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-second = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}

bench-title = Bench
bench-empty = Everything you make or bring in will lie here, for as long as this page is open.
bench-save = Save { $name }
bench-remove = Take { $name } off the bench
bench-remove-question = This private key exists nowhere else. Take it off the bench anyway?
bench-unsaved = not saved
bench-wipe = Wipe
bench-wipe-question = Take everything off the bench and empty every field? Keys that were not saved are gone then.
artefact-private-key = Key { $title }
artefact-request = Request { $title }
artefact-object = Object { $title }
artefact-certificate = Certificate { $title }

identity-user = User
identity-uid = UID
identity-groups = Groups

start-title = Kubernetes credentials: read them, make them, prove what they may do
start-lead = Find out what a certificate, key, token or kubeconfig is, whom the cluster takes its bearer for and what they may do there; or make what your cluster accepts. All of it happens in this page.
start-inspect = Inspect what you have
start-request-title = From a key to a certificate your cluster accepts
start-request-lead = Make a private key and a certificate request here, apply the object that is written for you, and bring the certificate back for a kubeconfig. Certbench tells you beforehand what the API server and its signers will do.
start-request = Make a client certificate request
start-private-title = What stays here
start-private = Keys are made by your browser’s own cryptography and kept in memory only. There is no server behind this page, no tracking and no storage beyond your language and colours. Serve its files from your own machine, and it works without any network.

panic-title = Something went wrong in this page
panic-explanation = Certbench stopped at a mistake of its own. The message below says where; it holds nothing you pasted. Going on starts the page afresh, and a key that was not saved is lost.
panic-copy = Copy the message
panic-proceed = Go on
