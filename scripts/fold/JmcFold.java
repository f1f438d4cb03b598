import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmc.common.IMCFrame;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Folds the CPU samples of a recording with JMC's parser: weight by stack, stacks as texts. */
final class JmcFold {
    private JmcFold() {}

    public static void main(String[] arguments) throws Exception {
        Map<IMCStackTrace, Long> stacks = new HashMap<>();
        long samples = 0;
        for (IItemIterable items : JfrLoaderToolkit.loadEvents(new File(arguments[0])).apply(ItemFilters.type("jdk.ExecutionSample"))) {
            IMemberAccessor<IMCStackTrace, IItem> accessor = JfrAttributes.EVENT_STACKTRACE.getAccessor(items.getType());
            for (IItem item : items) {
                stacks.merge(accessor.getMember(item), 1L, Long::sum);
                samples++;
            }
        }
        long frames = 0;
        for (IMCStackTrace stack : stacks.keySet()) {
            for (IMCFrame frame : stack.getFrames()) {
                frames += frame.getMethod().getMethodName().isEmpty() ? 0 : 1;
            }
        }
        System.out.println(samples + " samples, " + stacks.size() + " stacks, " + frames + " frames");
    }
}
