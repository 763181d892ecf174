using System.Text.Json;
using System.Text.Json.Serialization;

namespace Koppel.Sandbox.ActiveCampaign;

/// <summary>Snapshots as JSON, in a file or over the control door.</summary>
internal static class SnapshotFile
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static async Task<Snapshot> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<Snapshot>(stream, Format, cancellationToken)
                ?? throw new InvalidDataException("The snapshot is empty.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("The snapshot cannot be read: " + fault.Message, fault);
        }
    }

    public static async Task<Snapshot> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        try
        {
            return await ReadAsync(stream, cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"The snapshot file '{file}' cannot be used. {fault.Message}", fault);
        }
    }

    /// <summary>Writes beside the file and then moves, so that a crash leaves the old one or the new one.</summary>
    public static async Task WriteAsync(string file, Snapshot snapshot)
    {
        var beside = file + ".new";
        await using (var stream = File.Create(beside)) await JsonSerializer.SerializeAsync(stream, snapshot, Format);
        File.Move(beside, file, overwrite: true);
    }
}
