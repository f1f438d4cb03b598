package tallyflame.spark.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobOptionsTest {
    @Test
    void modulesAndAlertsAreEnough() {
        assertThat(JobOptions.of("xmatch,hostless", "night/"))
                .isEqualTo(new JobOptions(List.of("xmatch", "hostless"), "night/", 0, 512, 1, 2, false, null));
        assertThat(JobOptions.of("all", "night/", "--loops", "5", "--compare", "true", "--out", "o"))
                .isEqualTo(new JobOptions(List.of("all"), "night/", 0, 512, 1, 5, true, "o"));
    }

    @Test
    void anythingElseIsRefusedInOneLine() {
        assertThatThrownBy(() -> JobOptions.of("all")).hasMessageStartingWith("arguments: ");
        assertThatThrownBy(() -> JobOptions.of("all", "night/", "--lops", "5"))
                .hasMessageStartingWith("unknown option --lops; ");
        assertThatThrownBy(() -> JobOptions.of("all", "night/", "--loops", "0"))
                .hasMessage("--loops must be a number from 1 on, not 0");
    }
}
