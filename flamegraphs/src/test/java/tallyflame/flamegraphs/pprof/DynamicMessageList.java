package tallyflame.flamegraphs.pprof;

import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.List;

/** Repeated fields of a message whose type is only known at run time. */
final class DynamicMessageList {
    private DynamicMessageList() {}

    @SuppressWarnings("unchecked") // the caller knows the type from profile.proto
    static <T> List<T> of(DynamicMessage message, String field) {
        List<T> list = new ArrayList<>();
        for (Object value :
                (List<?>) message.getField(message.getDescriptorForType().findFieldByName(field))) {
            list.add((T) value);
        }
        return list;
    }

    static List<Long> numbers(DynamicMessage message, String field) {
        return of(message, field);
    }
}
