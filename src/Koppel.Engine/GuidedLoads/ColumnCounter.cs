using Koppel.Engine.Dialects.Texts;

namespace Koppel.Engine.GuidedLoads;

/// <summary>Looks at the values of a column, one after the other, and says what they are.</summary>
/// <param name="name">The column's name.</param>
/// <param name="type">Its type in SQL.</param>
internal sealed class ColumnCounter(string name, string type)
{
    const int MostDistinct = 1_000, MostValues = 60, Samples = 5, LongTag = 60, Kept = 20;

    readonly LookCount _email = new(ColumnLook.Email, "no-address", CellLook.IsEmail);
    readonly LookCount _yesNo = new(ColumnLook.YesNo, "no-yes-or-no", YesNo.Is);
    readonly LookCount _date = new(ColumnLook.Date, "no-date", CellLook.IsDate);
    readonly LookCount _number = new(ColumnLook.Number, "no-number", CellLook.IsNumber);
    readonly LookCount _phone = new(ColumnLook.Phone, "no-phone", CellLook.IsPhone);
    readonly LookCount _name = new(ColumnLook.Name, "", CellLook.IsName);
    readonly Dictionary<string, long> _distinct = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> _parts = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> _addresses = new(StringComparer.OrdinalIgnoreCase);
    readonly List<DoubtfulCell> _blanks = [];
    long _filled, _empty, _blankCount, _several, _partCount, _repeated;
    int _longest;

    /// <summary>Counts a value.</summary>
    /// <param name="row">The row's number.</param>
    /// <param name="value">The value; null for none.</param>
    /// <param name="isRowEmpty">No other column of the row has a value either.</param>
    public void Add(long row, string? value, bool isRowEmpty)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            _empty++;
            if (isRowEmpty) return;
            _blankCount++;
            if (_blanks.Count < Kept) _blanks.Add(new DoubtfulCell(row, null, "empty"));
            return;
        }
        _filled++;
        foreach (var count in (LookCount[])[_email, _yesNo, _date, _number, _phone, _name]) count.Add(row, value);
        if (_distinct.TryGetValue(value, out var seen)) _distinct[value] = seen + 1;
        else if (_distinct.Count < MostDistinct) _distinct[value] = 1;
        if (EmailAddress.Normalize(value) is { } address && value.Contains('@', StringComparison.Ordinal) && !_addresses.Add(address))
            _repeated++;
        AddParts(value);
    }

    void AddParts(string value)
    {
        if (value.Length > 4 * LongTag) _longest = Math.Max(_longest, value.Length);
        else
        {
            var parts = TagList.Split(value);
            if (parts.Count > 1) _several++;
            _partCount += parts.Count;
            foreach (var part in parts)
            {
                _longest = Math.Max(_longest, part.Length);
                if (_parts.Count < MostDistinct) _parts.Add(part);
            }
        }
    }

    /// <summary>What was seen.</summary>
    public ColumnFacts Finish()
    {
        var (look, count) = Look();
        var doubtful = count is { Look: not ColumnLook.Name } ? count.Others.ToList() : [];
        var others = count is { Look: not ColumnLook.Name } ? count.OtherCount : 0;
        if (look == ColumnLook.Email)
        {
            doubtful = [.. doubtful.Concat(_blanks).OrderBy(d => d.Row).Take(Kept)];
            others += _blankCount;
        }
        return new ColumnFacts(name, type, look)
        {
            Filled = _filled, Empty = _empty, Distinct = _distinct.Count, Share = count?.Share ?? (_filled == 0 ? 0 : 1),
            Repeated = look == ColumnLook.Email ? _repeated : 0, Samples = [.. _distinct.Keys.Take(Samples)],
            Values = [.. (look == ColumnLook.Tags ? _parts : (IEnumerable<string>)_distinct.Keys).Take(MostValues)],
            Doubtful = doubtful, DoubtfulCount = others,
        };
    }

    (ColumnLook Look, LookCount? Count) Look()
    {
        if (_filled == 0) return (ColumnLook.Text, null);
        if (_email.Share >= 0.5) return (ColumnLook.Email, _email);
        if (type == "BOOLEAN" || (_yesNo.Share >= 0.9 && _distinct.Count <= 6)) return (ColumnLook.YesNo, _yesNo);
        if (type is "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal)) return (ColumnLook.Date, null);
        if (_phone.Share >= 0.8) return (ColumnLook.Phone, _phone);
        if (_date.Share >= 0.8) return (ColumnLook.Date, _date);
        if (ColumnKind.Of(type) == "number") return (ColumnLook.Number, null);
        if (_number.Share >= 0.8) return (ColumnLook.Number, _number);
        if (_name.Share >= 0.9 && IsCalledName) return (ColumnLook.Name, _name);
        if (IsRepeated(_parts.Count, _partCount) && _several * 10 >= _filled) return (ColumnLook.Tags, null);
        if (IsRepeated(_distinct.Count, _filled)) return (ColumnLook.Tag, null);
        return _name.Share >= 0.9 ? (ColumnLook.Name, _name) : (ColumnLook.Text, null);
    }

    /// <summary>Names of people occur again and again too: then the heading decides.</summary>
    bool IsCalledName => ((string[])[HeadingWords.FirstName, HeadingWords.LastName, HeadingWords.FullName])
        .Any(n => HeadingMatch.OfThing(name, n) is { Sure: > 0.7 });

    /// <summary>Whether a few short values occur again and again.</summary>
    bool IsRepeated(int distinct, long all) =>
        _longest <= LongTag && all >= 4 && distinct <= Math.Max(3, all / 3) && distinct < MostDistinct;
}
