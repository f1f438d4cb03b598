package tallyflame.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Slow-down of the counters and of JaCoCo against no agent, side by side: the JVMs of all variants live at the same
 * time and take turns, iteration by iteration, so that what else the machine does hits all of them alike. Prints
 * Markdown tables on standard output, progress on standard error.
 */
final class CounterBench {
    private final Options options;

    private CounterBench(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws IOException {
        Options options = Options.parse(args);
        for (Path java : options.javas()) {
            for (int threads : options.threads()) {
                new CounterBench(options).table(java, threads);
            }
        }
    }

    private void table(Path java, int threads) throws IOException {
        Map<String, List<Ratios>> rows = new LinkedHashMap<>();
        options.variants().keySet().stream().skip(1).forEach(name -> rows.put(name, new ArrayList<>()));
        for (Workloads workload : options.workloads()) {
            measure(java, threads, workload).forEach((variant, ratios) -> rows.get(variant).add(ratios));
        }
        System.out.printf("%nJDK %s, %d thread%s:%n%n|slow-down|", version(java), threads, threads == 1 ? "" : "s");
        options.workloads().forEach(w -> System.out.print(w.name().toLowerCase(Locale.ROOT) + "|"));
        System.out.printf("geometric mean|%n|---|%s---|%n", "---|".repeat(options.workloads().size()));
        rows.forEach((variant, ratios) -> {
            System.out.print("|" + variant + "|");
            ratios.forEach(ratio -> System.out.print(ratio + "|"));
            double logs = ratios.stream().mapToDouble(ratio -> Math.log(ratio.median())).average().orElseThrow();
            System.out.printf(Locale.ROOT, "**%.3f**|%n", Math.exp(logs));
        });
    }

    private Map<String, Ratios> measure(Path java, int threads, Workloads workload) throws IOException {
        Map<String, Ratios> ratios = new LinkedHashMap<>();
        options.variants().keySet().stream().skip(1).forEach(name -> ratios.put(name, new Ratios()));
        for (int fork = 0; fork < options.forks(); fork++) {
            measureFork(java, threads, workload, fork, ratios);
        }
        System.err.println(java + " " + threads + " " + workload + " " + ratios);
        return ratios;
    }

    private void measureFork(Path java, int threads, Workloads workload, int fork, Map<String, Ratios> ratios)
            throws IOException {
        List<String> names = List.copyOf(options.variants().keySet());
        List<Fork> forks = new ArrayList<>();
        try {
            for (String name : names) {
                forks.add(new Fork(options, java, options.variants().get(name), workload, threads));
            }
            int warmup = Math.max(1, options.warmup() / threads);
            for (Fork each : forks) {
                each.run(warmup);
            }
            for (int step = 0; step < options.steps(); step++) {
                step(names, forks, fork + step, ratios);
            }
        } finally {
            for (Fork each : forks) {
                each.close();
            }
        }
    }

    /** One iteration in every JVM; who begins rotates. */
    private static void step(List<String> names, List<Fork> forks, int turn, Map<String, Ratios> ratios)
            throws IOException {
        long[][] answers = new long[forks.size()][];
        for (int i = 0; i < forks.size(); i++) {
            int index = (turn + i) % forks.size();
            answers[index] = forks.get(index).run(1);
        }
        for (int i = 1; i < answers.length; i++) {
            if (answers[i][1] != answers[0][1]) {
                throw new IllegalStateException(names.get(i) + " changed the result of the program");
            }
            ratios.get(names.get(i)).add(answers[i][0], answers[0][0]);
        }
    }

    private static String version(Path java) throws IOException {
        Process process = new ProcessBuilder(java.toString(), "-XshowSettings:properties", "-version")
                .redirectErrorStream(true)
                .start();
        try (java.io.BufferedReader lines = process.inputReader()) {
            return lines.lines()
                    .filter(line -> line.strip().startsWith("java.version = "))
                    .map(line -> line.substring(line.indexOf('=') + 2))
                    .findFirst()
                    .orElse(java.toString());
        }
    }
}
