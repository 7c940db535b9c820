/**
 * Settings, where each one came from, and the places on disk. Read once at start; everything here
 * is immutable afterwards and may be shared between threads.
 */
@NullMarked
package qts.runtime.config;

import org.jspecify.annotations.NullMarked;
