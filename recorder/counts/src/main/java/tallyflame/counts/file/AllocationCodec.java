package tallyflame.counts.file;

import java.util.ArrayList;
import java.util.List;
import tallyflame.counts.file.ByteReader.Malformed;
import tallyflame.counts.graph.AllocationSite;
import tallyflame.counts.graph.AllocationSites;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.JdkCall;
import tallyflame.counts.graph.MethodGraph;

/** The wire form of the allocation sites of a class; every index is checked on the way in. */
final class AllocationCodec {
    /** In this order they are numbered in files. */
    private static final List<JdkCall.Kind> KINDS =
            List.of(JdkCall.Kind.BOXING, JdkCall.Kind.CONCATENATION, JdkCall.Kind.LAMBDA, JdkCall.Kind.CALL);

    private AllocationCodec() {}

    static void write(ByteWriter out, ClassGraph graph) {
        for (MethodGraph method : graph.methods()) {
            AllocationSites sites = method.allocations().orElse(new AllocationSites(List.of(), List.of()));
            out.varint(sites.sites().size());
            for (AllocationSite site : sites.sites()) {
                out.varint(site.line());
                out.string(site.type());
                out.varint(site.counter());
                out.varint(site.byteCounter() + 1);
            }
            out.varint(sites.jdkCalls().size());
            for (JdkCall call : sites.jdkCalls()) {
                out.varint(call.line());
                out.u8(KINDS.indexOf(call.kind()));
                out.string(call.callee());
            }
        }
    }

    /** The graph with its allocation sites. */
    static ClassGraph read(ByteReader in, ClassGraph graph) throws Malformed {
        List<MethodGraph> methods = new ArrayList<>();
        for (MethodGraph method : graph.methods()) methods.add(method.allocatingAt(sites(in, method.counters())));
        return new ClassGraph(graph.name(), graph.identity(), graph.sourceFile(), graph.sourceMap(), methods);
    }

    private static AllocationSites sites(ByteReader in, int counters) throws Malformed {
        List<AllocationSite> sites = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) {
            int line = in.index(GraphCodec.MAX_LINE);
            String type = in.string();
            int counter = in.index(counters);
            sites.add(new AllocationSite(line, type, counter, in.index(counters + 1) - 1));
        }
        List<JdkCall> calls = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) {
            int line = in.index(GraphCodec.MAX_LINE);
            calls.add(new JdkCall(line, KINDS.get(in.index(KINDS.size())), in.string()));
        }
        return new AllocationSites(sites, calls);
    }
}
