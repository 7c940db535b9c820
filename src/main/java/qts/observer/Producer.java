package qts.observer;

import java.time.ZoneId;

/**
 * Who makes PatternRecords, as every record says it.
 *
 * @param name the producing component, {@code metadata._schema.producer}
 * @param buildId the build that made it
 * @param schemaVersion the version of the snapshot's schema
 * @param datasetVersion the version of the data set it belongs to
 * @param zone whose offset {@code generated_at} carries
 */
public record Producer(
    String name, String buildId, String schemaVersion, String datasetVersion, ZoneId zone) {}
