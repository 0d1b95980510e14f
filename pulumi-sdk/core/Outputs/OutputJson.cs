using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>Serialises values that hold outputs anywhere inside.</summary>
internal static class OutputJson
{
    public static async Task<OutputData<string>> SerializeAsync<T>(Output<T> value, JsonSerializerOptions? options)
    {
        var data = await value.Data;
        if (!data.IsKnown)
            return data.With("");

        // A JsonConverter cannot wait. It notes the outputs that were not ready; once they are, the text is written anew.
        while (true)
        {
            var pass = new Pass();
            var text = JsonSerializer.Serialize(data.Value, pass.Configure(options));
            if (pass.Pending.Count == 0)
                return new OutputData<string>(
                    OutputData.Union(data.Resources, pass.Resources), pass.IsKnown ? text : null!, pass.IsKnown, data.IsSecret || pass.IsSecret);
            await Task.WhenAll(pass.Pending);
        }
    }

    private sealed class Pass : JsonConverterFactory
    {
        public List<Task> Pending { get; } = [];

        public ImmutableHashSet<Resource> Resources { get; private set; } = [];

        public bool IsKnown { get; private set; } = true;

        public bool IsSecret { get; private set; }

        public JsonSerializerOptions Configure(JsonSerializerOptions? options)
        {
            var own = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
            own.Converters.Add(this);
            return own;
        }

        public override bool CanConvert(Type typeToConvert) =>
            typeof(IOutput).IsAssignableFrom(typeToConvert) || typeof(IInput).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Writer<>).MakeGenericType(typeToConvert), this)!;

        public void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options)
        {
            var output = value is IInput input ? input.ToUntypedOutput() : (IOutput)value!;
            var task = output.GetDataAsync();
            if (!task.IsCompletedSuccessfully)
            {
                Pending.Add(task);
                writer.WriteNullValue();
                return;
            }
            var data = task.Result;
            Resources = OutputData.Union(Resources, data.Resources);
            IsSecret |= data.IsSecret;
            IsKnown &= data.IsKnown;
            JsonSerializer.Serialize(writer, data.IsKnown ? data.Value : null, options);
        }
    }

    private sealed class Writer<T>(Pass pass) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException($"A {typeof(T)} can be written to JSON but not read from it; deserialise the plain type instead.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => pass.Write(writer, value, options);
    }
}
