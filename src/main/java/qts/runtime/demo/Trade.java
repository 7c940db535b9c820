package qts.runtime.demo;

/**
 * One trade of the file, as it is written there.
 *
 * @param number its row, counted from 1
 * @param unixSeconds when it happened
 * @param price US dollars for a bitcoin
 * @param amount bitcoins
 */
record Trade(int number, long unixSeconds, String price, String amount) {}
