package tallyflame.analysis.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import tallyflame.analysis.functions.Callers.Caller;
import tallyflame.analysis.table.Format;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;

/** Who calls a function: recursion counts once, and nothing of its weight is lost. */
class CallersTest {
    private static final Profile PROFILE = TestProfiles.cpu(
            "a.Main.run;a.Sort.sort 30",
            "a.Main.load;a.Sort.sort;a.Sort.sort;a.Sort.swap 60",
            "a.Main.load;a.Main.run;a.Sort.sort 5",
            "a.Sort.sort 10",
            "a.Main.run 100");

    @Test
    void eachStackCountsForTheCallerOfItsFirstFrame() {
        assertThat(Callers.of(PROFILE, "a.Sort.sort").rows())
                .extracting(Caller::name, Caller::samples)
                .containsExactly(tuple("a.Main.load", 60L), tuple("a.Main.run", 35L), tuple("(the first frame)", 10L));
    }

    @Test
    void theirWeightsAddUpToTheTotalOfTheFunction() {
        for (FunctionTotals.Function function : FunctionTotals.of(PROFILE.tree(), 1)) {
            assertThat(Callers.of(PROFILE, function.name()).rows().stream()
                            .mapToDouble(Caller::weight)
                            .sum())
                    .as(function.name())
                    .isEqualTo((double) function.total());
        }
    }

    @Test
    void sharesHaveTheirInterval() {
        assertThat(Callers.of(PROFILE, "a.Sort.sort").answer(2).write(Format.TABLE, 120))
                .contains("a.Sort.sort: 1.05 s of cpu in 105 samples, 3 callers, 2 shown")
                .containsPattern("600 ms +57\\.1 % +4\\d(\\.\\d)? % - 6\\d(\\.\\d)? % +60 +a\\.Main\\.load");
    }

    @Test
    void nobodyCallsWhatIsOnNoStack() {
        assertThat(Callers.of(PROFILE, "a.Sort.other").rows()).isEmpty();
    }
}
