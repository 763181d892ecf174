using Koppel.Engine.Statements;

namespace Koppel.Engine.DuckDb;

/// <summary>The values of one column for the rows of a <see cref="RowChunk"/>. May be read by one thread at a time.</summary>
public abstract class ColumnCells
{
    /// <summary>Whether the row has no value. The other methods are for rows that have one.</summary>
    public abstract bool IsNull(int row);

    /// <summary>
    /// Writes a value as a cast to VARCHAR gives it; an instant in the time zone of its session, with its offset, such as <c>+00:00</c>.
    /// </summary>
    public abstract void WriteText(int row, Utf8Buffer to);

    /// <summary>Writes a value as JSON on one line.</summary>
    public abstract void WriteJson(int row, Utf8Buffer to);

    /// <summary>A value as a .NET object; see <see cref="RowsResult"/>.</summary>
    public abstract object Value(int row);

    /// <summary>The texts of this type never hold a comma, a quote, a tab or the end of a line.</summary>
    public virtual bool IsPlain => false;

    /// <summary>Within lists and structs the text of this type stands without quotes.</summary>
    internal virtual bool IsNested => false;
}
