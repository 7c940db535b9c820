package qts.verify;

import java.nio.file.Path;

/**
 * What is to be verified and how the answer is given.
 *
 * @param journal the folder of a journal, or one that holds it as {@code journal}
 * @param json whether the answer is one JSON object
 * @param threads how many segments are read at once
 */
public record Request(Path journal, boolean json, int threads) {}
