package tallyflame.bench;

import java.nio.file.Path;

/** The workloads by name. The drivers stand outside the counted packages; what they call is the library's. */
enum Workloads {
    SCIMARK("jnt.scimark2") {
        @Override
        Workload create(Path data) {
            return new SciMark();
        }
    },
    BZIP2("org.apache.commons.compress") {
        @Override
        Workload create(Path data) throws Exception {
            return new Bzip2(data);
        }
    },
    MATH3("org.apache.commons.math3") {
        @Override
        Workload create(Path data) {
            return new Math3();
        }
    },
    JACKSON("com.fasterxml.jackson") {
        @Override
        Workload create(Path data) {
            return new Jackson();
        }
    },
    H2("org.h2") {
        @Override
        Workload create(Path data) throws Exception {
            return new H2();
        }
    },
    ECJ("org.eclipse.jdt") {
        @Override
        Workload create(Path data) throws Exception {
            return new Ecj(data);
        }
    };

    /** The package, with all below it, that is counted or covered. */
    final String counted;

    Workloads(String counted) {
        this.counted = counted;
    }

    /** @param data a jar of Java sources, the text that some workloads compress or compile */
    abstract Workload create(Path data) throws Exception;
}
