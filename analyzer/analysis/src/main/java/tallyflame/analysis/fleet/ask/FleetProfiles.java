package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest;
import tallyflame.runs.EnvironmentException;

/** The stacks of some samples of a fleet, as profiles. */
public final class FleetProfiles {
    private static final String STACKS =
            """
            WITH summed AS (SELECT stack, sum(samples)::BIGINT AS samples, sum(weight)::BIGINT AS weight
            FROM (%s) GROUP BY stack)
            SELECT s.samples, s.weight, k.depth, k.top, f.class, f.method, f.descriptor, f.line, f.type
            FROM summed s JOIN stacks k ON k.stack = s.stack JOIN frames f ON f.frame = k.frame
            ORDER BY s.stack, k.depth""";

    private FleetProfiles() {}

    /**
     * Reads profiles. Shares in them have no sampling error that anybody could tell from the samples: hosts differ.
     *
     * @param where a condition in SQL on the columns of {@code labelled}
     * @param event kind of event; {@code null} for the most telling one
     * @param all whether all kinds of event are wanted where none is named
     * @return one for each kind of event, the most telling first; at least one
     * @throws QueryException if DuckDB refuses the condition, or it holds for no sample
     */
    public static List<Profile> of(Database database, String where, String event, boolean all)
            throws QueryException, EnvironmentException, IOException {
        Selection selection = new Selection(where, event);
        List<String> events = selection.events(database);
        List<Profile> profiles = new ArrayList<>();
        for (String each : all ? events : events.subList(0, 1)) {
            profiles.add(profile(database, selection, each));
        }
        return profiles;
    }

    private static Profile profile(Database database, Selection selection, String event)
            throws QueryException, EnvironmentException, IOException {
        String samples = selection.samples("stack, samples, weight", event, "labelled");
        Tree tree = new Tree();
        Selection.each(database, STACKS.formatted(samples), tree::add);
        List<Object> sums = Selection.rows(
                        database, "SELECT sum(samples)::BIGINT, sum(weight)::BIGINT FROM (" + samples + ")")
                .get(0);
        long whole = Selection.number(sums.get(1));
        if (tree.stacks.weight() != whole) {
            throw new IOException("stacks of " + event + " in the store weigh " + tree.stacks.weight()
                    + ", and samples " + whole + ": files of the table stacks or frames are missing");
        }
        return new Profile(
                event,
                selection.unit(database, event),
                tree.stacks,
                Ledger.complete(Selection.number(sums.get(0)))
                        .plus(Ledger.duplicates(selection.twice(database, event))),
                java.util.Optional.empty(),
                Profile.Sampling.BIASED);
    }

    /** Folds stacks whose frames come one after another, root first. */
    private static final class Tree {
        private final Frames frames = new Frames();
        private final CallTree stacks = new CallTree(frames);
        private int node;

        void add(List<Object> row) {
            if (Selection.number(row.get(2)) == 1) {
                node = StackForest.ROOT;
            }
            int method = frames.method(text(row.get(4)), text(row.get(5)), text(row.get(6)));
            int line = row.get(7) == null ? Frames.UNKNOWN : (int) Selection.number(row.get(7));
            node = stacks.child(node, frames.frame(method, line, Frames.UNKNOWN, FrameType.valueOf(text(row.get(8)))));
            if ((Boolean) row.get(3)) {
                stacks.add(node, Selection.number(row.get(0)), Selection.number(row.get(1)));
            }
        }

        private static String text(Object cell) {
            return cell == null ? "" : cell.toString();
        }
    }
}
