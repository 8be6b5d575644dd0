"""How the encoder that Sayso ships was made. Nothing here is needed to use Sayso; see docs/model-card.md."""
