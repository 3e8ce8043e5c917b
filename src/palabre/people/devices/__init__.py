"""The devices that know a person: cookie, vouchers, notices."""
