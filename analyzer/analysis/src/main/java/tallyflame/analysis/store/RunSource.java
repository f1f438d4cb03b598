package tallyflame.analysis.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the tables of one run come from. */
public interface RunSource {
    /** Name of the run: value of the column {@code run}. */
    String run();

    /** The recordings and count files that the tables are made of; none of a run that kept only its tables. */
    List<Path> files() throws IOException;

    /** The folder in which the run keeps its tables; empty if it has no place for them. */
    Optional<Path> tables();

    /**
     * Reads the files; called only if there are no tables, or if these files have changed since.
     *
     * @param wanted the tables that are to be made; what these do not need may be left out
     */
    RunTables read(Set<ParquetTable> wanted) throws IOException;
}
