// The authority that vouches for the broker.
#pragma once

static const char CA[] = R"PEM(
-----BEGIN CERTIFICATE-----
TUlJQ2FuYXJ5
-----END CERTIFICATE-----
)PEM";
