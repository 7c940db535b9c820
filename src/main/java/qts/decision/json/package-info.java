/**
 * JSON as values: read strictly, kept exactly (digits, order, unknown fields), written in the form
 * of Python's {@code json.dumps}, which the fingerprints of the existing tools rest on.
 */
@NullMarked
package qts.decision.json;

import org.jspecify.annotations.NullMarked;
