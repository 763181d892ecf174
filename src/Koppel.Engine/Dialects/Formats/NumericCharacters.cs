using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>The signs between the digits of a number, as Oracle is told them: <c>NLS_NUMERIC_CHARACTERS = ',.'</c>.</summary>
/// <param name="Decimal">Before the fraction.</param>
/// <param name="Group">Between thousands.</param>
internal readonly record struct NumericCharacters(char Decimal, char Group)
{
    /// <summary>Those of a call.</summary>
    /// <param name="function">The function that is called.</param>
    /// <param name="nls">What it is told; null for a point and a comma.</param>
    /// <exception cref="FunctionFaultException">It is something else.</exception>
    public static NumericCharacters Of(string function, string? nls)
    {
        if (nls is null) return new('.', ',');
        var parts = nls.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && parts[0].Equals("NLS_NUMERIC_CHARACTERS", StringComparison.OrdinalIgnoreCase)
            && parts[1].Trim('\'') is [var point, var group] && point != group
            && !char.IsLetterOrDigit(point) && !char.IsLetterOrDigit(group))
            return new(point, group);
        throw new FunctionFaultException(function,
            $"'{nls}' is not understood. Write 'NLS_NUMERIC_CHARACTERS = '',.''' for numbers such as 1.234,56, or leave it out.");
    }
}
