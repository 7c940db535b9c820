/**
 * Metrics and traces sent to a collector of OpenTelemetry or to Application Insights. No class of
 * the library that sends them is loaded unless one of them is named in the settings.
 */
@NullMarked
package qts.runtime.telemetry;

import org.jspecify.annotations.NullMarked;
