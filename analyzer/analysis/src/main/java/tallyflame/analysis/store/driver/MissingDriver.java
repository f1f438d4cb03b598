package tallyflame.analysis.store.driver;

import java.nio.file.Path;
import java.util.Optional;

/** What to do where there is no DuckDB. */
public final class MissingDriver {
    private MissingDriver() {}

    /** In one line, with the command that fetches it for this platform. */
    public static String advice() {
        return advice(DriverJar.here(), DriverJar.home());
    }

    static String advice(Optional<DriverJar> jar, Optional<Path> home) {
        String fetch = jar.flatMap(there -> home.map(there::fetchInto))
                .map(command -> "get it with: " + command + "; or read the tables")
                .orElse("the tables can be read");
        return "DuckDB, which runs SQL, is not part of this installation; " + fetch
                + " with any other tool for Parquet files";
    }
}
