package tallyflame.transfer.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.transfer.TestAlerts;

/** Folders named as Hive names them. Dates are those of the IAU's calendar examples and of the Unix epoch. */
class PartitioningTest {
    @ParameterizedTest
    @CsvSource({
        "candidate.jd, 2451545.0, year=2000/month=01/day=01",
        "candidate.jd, 2440587.5, year=1970/month=01/day=01",
        "candidate.jd, 2440587.49, year=1969/month=12/day=31",
        "diaSource.midpointMjdTai, 51544.5, year=2000/month=01/day=01",
        "candidate.jd, NaN, year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__/day=__HIVE_DEFAULT_PARTITION__",
    })
    void days(String field, double value, String folder) {
        assertThat(Partitioning.TIME.folder(field, value)).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "Unknown, finkclass=Unknown",
        "Early SN Ia candidate, finkclass=Early%20SN%20Ia%20candidate",
        "a/b=c%, finkclass=a%2Fb%3Dc%25",
        "..\\é, finkclass=..%5C%C3%A9",
        "'', finkclass=__HIVE_DEFAULT_PARTITION__",
        ", finkclass=__HIVE_DEFAULT_PARTITION__"
    })
    void classes(String value, String folder) {
        assertThat(Partitioning.FINKCLASS.folder("finkclass", value)).isEqualTo(folder);
    }

    @Test
    void aNameThatNoFolderCanHaveIsRefused() {
        assertThatThrownBy(() -> Partitioning.FINKCLASS.folder("finkclass", "x".repeat(300)))
                .hasMessageContaining("300 characters");
    }

    @Test
    void theFieldIsFoundInTheSchema() {
        assertThat(Partitioning.TIME.field(TestAlerts.SCHEMA)).isEqualTo("candidate.jd");
        assertThat(Partitioning.FINKCLASS.field(TestAlerts.SCHEMA)).isEqualTo("finkclass");
        assertThat(Partitioning.CLASS_ID.field(TestAlerts.SCHEMA)).isNull();
        Schema rubin = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"a\",\"fields\":[{\"name\":\"diaSource\",\"type\":[{\"type\":\"record\","
                                + "\"name\":\"s\",\"fields\":[{\"name\":\"midpointMjdTai\",\"type\":\"double\"}]},\"null\"]}]}");
        assertThat(Partitioning.TIME.field(rubin)).isEqualTo("diaSource.midpointMjdTai");
    }
}
