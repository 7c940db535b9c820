package qts.decision.rules;

/**
 * A number taken from the snapshot.
 *
 * @param path its dotted path inside the snapshot
 * @param required whether a snapshot without it stops the rule set there
 */
record Extract(String name, int slot, String path, boolean required) {}
