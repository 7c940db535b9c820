/**
 * An independent verifier of journals: written from {@code docs/journal-format.md} alone, sharing
 * no code with the program that writes them. Also packed as a program of its own.
 */
@NullMarked
package qts.verify;

import org.jspecify.annotations.NullMarked;
