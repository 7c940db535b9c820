package qts.journal;

/**
 * A damage and how far it reaches.
 *
 * @param length how many bytes of the file, from the damage's offset on, can't be used
 */
public record DamagedBytes(Damage damage, long length) {}
