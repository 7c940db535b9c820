package qts.runtime.config;

/** The text somebody gave to a setting, and who did. */
record Given(String text, Origin origin) {}
