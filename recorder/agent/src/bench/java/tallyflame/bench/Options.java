package tallyflame.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The benchmark's command line; every option has a value and may be given in any order.
 *
 * @param classpath of the workers: the drivers and the libraries
 * @param sources a jar of Java sources: text to compress, a program to compile
 * @param variants name of a variant to the JVM option that makes it, {@code %s} standing for the counted package, the
 *     first being the reference
 * @param javas the java launchers to measure with
 * @param threads numbers of working threads
 * @param forks JVMs per variant and measurement
 * @param warmup iterations before the first measured one (shared among the threads)
 * @param steps measured iterations per fork
 */
record Options(
        String classpath,
        Path sources,
        Map<String, String> variants,
        List<Path> javas,
        List<Integer> threads,
        List<Workloads> workloads,
        int forks,
        int warmup,
        int steps) {

    static Options parse(String[] args) {
        Map<String, String> variants = new LinkedHashMap<>();
        variants.put("no agent", "-Dbench.agent=none");
        List<Path> javas = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--variant" -> {
                    int equals = args[i + 1].indexOf('=');
                    variants.put(args[i + 1].substring(0, equals), args[i + 1].substring(equals + 1));
                }
                case "--java" -> javas.add(Path.of(args[i + 1]));
                default -> values.put(args[i], args[i + 1]);
            }
        }
        List<Workloads> workloads = new ArrayList<>();
        for (String name : values.getOrDefault("--only", "scimark,bzip2,math3,jackson,h2,ecj").split(",")) {
            workloads.add(Workloads.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        List<Integer> threads = new ArrayList<>();
        for (String count : values.getOrDefault("--threads", "1,4").split(",")) {
            threads.add(Integer.valueOf(count));
        }
        return new Options(
                values.get("--classpath"),
                Path.of(values.get("--sources")),
                variants,
                javas,
                threads,
                workloads,
                Integer.parseInt(values.getOrDefault("--forks", "3")),
                Integer.parseInt(values.getOrDefault("--warmup", "30")),
                Integer.parseInt(values.getOrDefault("--steps", "15")));
    }
}
