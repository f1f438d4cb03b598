package tallyflame.analyzer.store;

import java.util.List;
import tallyflame.flamegraphs.Profile;

/**
 * What the tables of one run are made of.
 *
 * @param run value of the column {@code run}
 * @param profiles one a kind of event, with their single samples where the recording has them
 */
record RunTables(String run, List<Profile> profiles) {
    RunTables {
        profiles = List.copyOf(profiles);
    }
}
