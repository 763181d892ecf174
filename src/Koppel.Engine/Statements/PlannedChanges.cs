using System.Runtime.CompilerServices;
using System.Text;
using Koppel.Engine.DuckDb;
using Koppel.Sdk.Files;

namespace Koppel.Engine.Statements;

/// <summary>
/// What the loads of a dry run would change, a line for each changed value. The lines wait in a file of their own, for its owner only,
/// which goes when this is disposed: a load can change millions of rows.
/// </summary>
public sealed class PlannedChanges : IDisposable
{
    static readonly string[] Names = ["statement", "target", "row", "operation", "key", "column", "old", "new"];

    readonly FileStream _file = Open();
    readonly BinaryWriter _lines;

    /// <summary>Makes the file.</summary>
    public PlannedChanges() => _lines = new BinaryWriter(_file, Encoding.UTF8, leaveOpen: true);

    /// <summary>How many lines there are.</summary>
    public long Count { get; private set; }

    /// <summary>The lines as a result; read it once, when all are there.</summary>
    public RowsResult ToResult() =>
        new(0, [.. Names.Select(n => new ResultColumn(n, n, n is "statement" or "row" ? "BIGINT" : "VARCHAR"))], ReadAsync());

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _file.Dispose();
    }

    /// <summary>Adds a line.</summary>
    internal void Add(int statement, string target, long row, string operation, string key, string? column, string? old, string? @new)
    {
        _lines.Write(statement);
        _lines.Write(row);
        foreach (var text in (ReadOnlySpan<string?>)[target, operation, key, column, old, @new])
        {
            _lines.Write(text is not null);
            if (text is not null) _lines.Write(text);
        }
        Count++;
    }

    async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _lines.Flush();
        await _file.FlushAsync(cancellationToken);
        _file.Position = 0;
        using var lines = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        for (var i = 0L; i < Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long statement = lines.ReadInt32();
            var row = lines.ReadInt64();
            var texts = new string?[6];
            for (var t = 0; t < texts.Length; t++) texts[t] = lines.ReadBoolean() ? lines.ReadString() : null;
            yield return [statement, texts[0], row, texts[1], texts[2], texts[3], texts[4], texts[5]];
        }
    }

    static FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16 };
        return OwnerOnly.Open(Path.Combine(Path.GetTempPath(), $"koppel-{Guid.NewGuid():N}.changes"), options);
    }
}
