package tallyflame.cli.fleet;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.fleet.FleetDatabase;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.table.Answer;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.RowOptions;
import tallyflame.cli.options.TableOptions;

/** Which samples of which store a question is about. */
final class StoreOptions {
    private static final int ROWS = 30;

    /** A question. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Database database) throws Exception;
    }

    @Parameters(paramLabel = "STORE", description = "The folder of the store.")
    private Path store;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Which samples, in SQL, such as \"service = 'checkout' and day >= '2026-11-01'\" (default: all).")
    private String where = "true";

    @Option(names = "--event", paramLabel = "EVENT", description = "Kind of event (default: the most telling one).")
    private String event;

    String where() {
        return where;
    }

    String event() {
        return event;
    }

    /** What the store is called. */
    String name() {
        return String.valueOf(store.toAbsolutePath().normalize().getFileName());
    }

    /** A question whose answer has so many rows at most. */
    @FunctionalInterface
    interface RowQuestion {
        Answer ask(Database database, int most) throws Exception;
    }

    /** Prints what a question answers, a screenful of rows unless others are asked for. */
    void print(RowOptions common, RowQuestion question) throws Exception {
        int most = common.top(ROWS);
        print(common, database -> question.ask(database, most));
    }

    /** Prints what a question answers. */
    void print(TableOptions common, Question<Answer> question) throws Exception {
        common.print(ask(common, question));
    }

    /** Asks a question. */
    <T> T ask(CommonOptions common, Question<T> question) throws Exception {
        try (TemporaryFolder temporary = TemporaryFolder.make();
                Database database = FleetDatabase.open(FleetStore.open(store), temporary.path(), "2GB")) {
            return question.ask(database);
        } catch (QueryException e) {
            throw common.usage(e.getMessage());
        }
    }
}
