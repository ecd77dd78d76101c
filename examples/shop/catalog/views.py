"""Three pages: what is on offer, the cart, and the form that fills it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

PRODUCTS = {
    "mug": "A mug",
    "tea": "Green tea",
    "pot": "A tea pot",
}


def index(request):
    return render(request, "catalog/index.html", {"products": PRODUCTS})


def cart(request):
    chosen = [PRODUCTS[key] for key in request.session.get("cart", []) if key in PRODUCTS]
    return render(request, "catalog/cart.html", {"chosen": chosen})


@require_POST
def add(request):
    product = request.POST.get("product")
    if product not in PRODUCTS:
        raise Http404
    request.session["cart"] = [*request.session.get("cart", []), product]
    return redirect("cart")
