/**
 * A small client for strategies and feeds in Java: sends snapshots and decisions to a running
 * service. Needs nothing but the JDK.
 */
@NullMarked
package qts.client;

import org.jspecify.annotations.NullMarked;
