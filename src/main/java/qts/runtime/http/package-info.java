/**
 * The HTTP interface: the server, its doors for snapshots, health, state and metrics, and the
 * problem documents that every refusal is answered with. Documented in {@code docs/http-api.md}.
 */
@NullMarked
package qts.runtime.http;

import org.jspecify.annotations.NullMarked;
