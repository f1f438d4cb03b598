package tallyflame.flamegraphs.pprof;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

/** The messages of google/pprof's profile.proto, for Google's own decoder: the fields that the writer uses, and their types. */
final class ProfileProto {
    private ProfileProto() {}

    static Descriptor profile() throws DescriptorValidationException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("profile.proto")
                .setPackage("perftools.profiles")
                .setSyntax("proto3")
                .addMessageType(message("ValueType", number("type", 1), number("unit", 2)))
                .addMessageType(message("Label", number("key", 1), number("str", 2), number("num", 3)))
                .addMessageType(message("Line", number("function_id", 1), number("line", 2)))
                .addMessageType(message(
                        "Sample", numbers("location_id", 1), numbers("value", 2), messages("label", 3, "Label")))
                .addMessageType(message(
                        "Mapping",
                        number("id", 1),
                        number("filename", 5),
                        flag("has_functions", 7),
                        flag("has_filenames", 8),
                        flag("has_line_numbers", 9),
                        flag("has_inline_frames", 10)))
                .addMessageType(message(
                        "Location",
                        number("id", 1),
                        number("mapping_id", 2),
                        number("address", 3),
                        messages("line", 4, "Line")))
                .addMessageType(message("Function", number("id", 1), number("name", 2), number("system_name", 3)))
                .addMessageType(message(
                        "Profile",
                        messages("sample_type", 1, "ValueType"),
                        messages("sample", 2, "Sample"),
                        messages("mapping", 3, "Mapping"),
                        messages("location", 4, "Location"),
                        messages("function", 5, "Function"),
                        field(
                                "string_table",
                                6,
                                FieldDescriptorProto.Type.TYPE_STRING,
                                FieldDescriptorProto.Label.LABEL_REPEATED),
                        number("time_nanos", 9),
                        number("duration_nanos", 10),
                        number("default_sample_type", 14)))
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Profile");
    }

    private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (FieldDescriptorProto field : fields) {
            message.addField(field);
        }
        return message.build();
    }

    private static FieldDescriptorProto number(String name, int number) {
        return field(name, number, FieldDescriptorProto.Type.TYPE_INT64, FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    private static FieldDescriptorProto flag(String name, int number) {
        return field(name, number, FieldDescriptorProto.Type.TYPE_BOOL, FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    private static FieldDescriptorProto numbers(String name, int number) {
        return field(name, number, FieldDescriptorProto.Type.TYPE_INT64, FieldDescriptorProto.Label.LABEL_REPEATED);
    }

    private static FieldDescriptorProto messages(String name, int number, String type) {
        return field(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE, FieldDescriptorProto.Label.LABEL_REPEATED)
                .toBuilder()
                .setTypeName(".perftools.profiles." + type)
                .build();
    }

    private static FieldDescriptorProto field(
            String name, int number, FieldDescriptorProto.Type type, FieldDescriptorProto.Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label)
                .build();
    }
}
