package io.ispkit.quickstart;

/** A service that the program has made, as its table has it. */
record Provisioned(String id, String username, String address, String dnsName, String serial) {}
