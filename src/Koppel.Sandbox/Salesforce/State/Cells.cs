namespace Koppel.Sandbox.Salesforce.State;

/// <summary>The values of one column, in pieces that are made when something is first put into them: an empty column costs
/// nothing.</summary>
internal sealed class Cells<T>
{
    const int Bits = 13;
    const int Mask = (1 << Bits) - 1;

    T[]?[] _pieces = [];

    public T? this[int row]
    {
        get => row >> Bits is var piece && piece < _pieces.Length && _pieces[piece] is { } cells ? cells[row & Mask] : default;
        set
        {
            var piece = row >> Bits;
            if (piece >= _pieces.Length)
            {
                if (EqualityComparer<T?>.Default.Equals(value, default)) return;
                Array.Resize(ref _pieces, Math.Max(piece + 1, _pieces.Length * 2));
            }

            if (_pieces[piece] is not { } cells)
            {
                if (EqualityComparer<T?>.Default.Equals(value, default)) return;
                _pieces[piece] = cells = new T[1 << Bits];
            }

            cells[row & Mask] = value!;
        }
    }
}
