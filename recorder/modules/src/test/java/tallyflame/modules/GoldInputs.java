package tallyflame.modules;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what the modules read as JSON lines, for the reference in {@code scripts/gold}. DuckDB reads the Parquet files, so
 * that gold values depend on no code of ours but the generator.
 */
public final class GoldInputs {
    private static final List<String> NUMBERS =
            List.of("jd", "fid", "magpsf", "sigmapsf", "diffmaglim", "distnr", "magnr", "sigmagnr");
    private static final List<String> NUMBERS_OF_ALERT =
            List.of("ra", "dec", "ssdistnr", "sgscore1", "distpsnr1", "ndethist", "jdstarthist");

    private GoldInputs() {}

    /** Arguments: data set, folder to write {@code alerts.jsonl} and {@code catalog.jsonl} to. */
    public static void main(String[] args) throws IOException, SQLException {
        DataSet set = DataSet.valueOf(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                Stream<Path> listing = Files.list(set.alerts())) {
            List<Path> files = listing.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
            Path part = folder.resolve("part.jsonl");
            try (OutputStream alerts = Files.newOutputStream(folder.resolve("alerts.jsonl"))) {
                for (Path file : files) {
                    statement.execute("copy (" + query(file) + ") to '" + part + "' (format json)");
                    Files.copy(part, alerts);
                }
            }
            Files.delete(part);
            statement.execute("copy (select ra, dec, trim(VarType) as type from '" + set.catalog() + "') to '"
                    + folder.resolve("catalog.jsonl") + "' (format json)");
        }
    }

    private static String query(Path file) {
        String alert = Stream.concat(NUMBERS.stream(), NUMBERS_OF_ALERT.stream())
                .map(name -> "candidate." + name + "::double as " + name)
                .collect(Collectors.joining(", "));
        String history = NUMBERS.stream()
                .map(name -> "list_transform(prv_candidates, e -> e." + name + "::double) as prv_" + name)
                .collect(Collectors.joining(", "));
        String stamps = Stream.of("Science", "Template")
                .map(name -> "base64(cutout" + name + ".stampData) as " + name)
                .collect(Collectors.joining(", "));
        return "select '" + file.getFileName() + "' as file, objectId, candid::varchar as candid, " + alert
                + ", candidate.isdiffpos as isdiffpos, " + history
                + ", list_transform(prv_candidates, e -> e.isdiffpos) as prv_isdiffpos, " + stamps + " from '" + file
                + "'";
    }
}
